# Starts the matting command on Java 17 or newer. docs/distribution.md describes its settings:
# JAVA_HOME, MATTING_JAVA_OPTS, MATTING4J_HOME, MATTING_START_ARCHIVE.
# No param block, so that PowerShell takes none of the arguments for its own.
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$windows = $env:OS -eq 'Windows_NT'
$program = if ($windows) { 'java.exe' } else { 'java' }
$install = 'install Java 17 or newer, or set JAVA_HOME to the folder of one'

function Stop-WithReason([string] $Reason) {
    [Console]::Error.WriteLine("matting: $Reason")
    exit 69
}

$top = Split-Path -Parent $PSScriptRoot
$lib = [IO.Path]::Combine($top, 'lib')
$ext = [IO.Path]::Combine($lib, 'ext')
if (-not (Test-Path -LiteralPath $lib -PathType Container)) {
    Stop-WithReason "there is no folder $lib; unpack the whole archive again"
}

# Java: the distribution's own runtime, else JAVA_HOME, else that of PATH.
$own = [IO.Path]::Combine($top, 'runtime', 'bin', $program)
if (Test-Path -LiteralPath $own -PathType Leaf) {
    $java = $own
} elseif ($env:JAVA_HOME) {
    $java = [IO.Path]::Combine($env:JAVA_HOME, 'bin', $program)
    if (-not (Test-Path -LiteralPath $java -PathType Leaf)) {
        Stop-WithReason "JAVA_HOME is $($env:JAVA_HOME), which has no program bin/$program; $install"
    }
} else {
    $found = Get-Command -Name $program -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if (-not $found) {
        Stop-WithReason "there is no Java here: JAVA_HOME is not set and PATH has no $program; $install"
    }
    $java = $found.Source
}

# The version is read from the runtime's own description; where there is none, Java is asked.
$version = ''
$release = [IO.Path]::Combine((Split-Path -Parent (Split-Path -Parent $java)), 'release')
if (Test-Path -LiteralPath $release -PathType Leaf) {
    $line = Select-String -LiteralPath $release -Pattern '^JAVA_VERSION="([^"]*)"' | Select-Object -First 1
    if ($line) { $version = $line.Matches[0].Groups[1].Value }
}
if (-not $version) {
    $ErrorActionPreference = 'Continue'
    $asked = (& $java -version 2>&1 | Out-String)
    $ErrorActionPreference = 'Stop'
    if ($asked -match ' version "([^"]*)"') { $version = $Matches[1] }
}
$feature = 0
if ($version -match '^(\d+)') { $feature = [int] $Matches[1] }
if ($feature -ne 0 -and $feature -lt 17) {
    Stop-WithReason "Java 17 or newer is needed, but $java is version $version; $install"
}

# TensorFlow 1.15 reads this when it is loaded, and writes lines about the processor otherwise.
if (-not $env:TF_CPP_MIN_LOG_LEVEL -and $args -cnotcontains '--verbose') { $env:TF_CPP_MIN_LOG_LEVEL = '3' }

# Many photos or frames repay the optimising compiler and a collector that uses every core.
# A JVM takes one collector: the user's own, if MATTING_JAVA_OPTS names one.
$userOptions = @()
if ($env:MATTING_JAVA_OPTS) { $userOptions = @($env:MATTING_JAVA_OPTS -split '\s+' | Where-Object { $_ }) }
$command = if ($args.Count -gt 0) { [string] $args[0] } else { '' }
$options = @('-Xshare:auto', '-Xlog:disable', '-Djava.awt.headless=true')
$collector = '-XX:+UseSerialGC'
if ($command -eq 'batch' -or $command -eq 'video') {
    $collector = '-XX:+UseParallelGC'
} elseif ($command -ne 'calibrate') {
    $options += '-XX:TieredStopAtLevel=1'
}
if (-not ($userOptions -match '^-XX:\+Use.*GC$')) { $options += $collector }
if ($feature -ge 22) { $options += '--enable-native-access=ALL-UNNAMED' }

# From Java 19 on the JVM itself makes and renews an archive of classes that it maps at each start.
if ($feature -ge 19 -and $env:MATTING_START_ARCHIVE -ne 'off') {
    $userHome = if ($windows) { $env:USERPROFILE } else { $env:HOME }
    $root = if ($env:MATTING4J_HOME) { $env:MATTING4J_HOME }
    elseif ($userHome) { [IO.Path]::Combine($userHome, '.matting4j') }
    else { '' }
    if ($root) {
        $archives = [IO.Path]::Combine($root, 'start')
        try {
            [void] [IO.Directory]::CreateDirectory($archives)
            $options += '-XX:+AutoCreateSharedArchive'
            $options += "-XX:SharedArchiveFile=$([IO.Path]::Combine($archives, "classes-$feature.jsa"))"
        } catch {
            # Not writable: the command starts a little slower.
            Write-Debug "no archive of classes: $_"
        }
    }
}

$path = [IO.Path]::Combine($lib, '*') + [IO.Path]::PathSeparator + [IO.Path]::Combine($ext, '*')
& $java @options --class-path $path @userOptions io.github.matting4j.cli.Main @args
exit $LASTEXITCODE
