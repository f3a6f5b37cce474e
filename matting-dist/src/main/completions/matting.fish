# Completion of matting for fish. The words come from the completion for bash, which lies beside this file.
set -g __matting_bash_completion (dirname (realpath (status filename)))/matting.bash

function __matting_complete
    set -l words (commandline -opc) (commandline -ct)
    bash -c '
        source "$1"
        shift
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        compopt() { :; }
        _complete_matting
        printf "%s\n" "${COMPREPLY[@]}"' bash $__matting_bash_completion $words 2>/dev/null
end

complete -c matting -a '(__matting_complete)'
