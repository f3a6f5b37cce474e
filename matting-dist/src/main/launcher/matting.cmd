@echo off
rem Starts the matting command on Java 17 or newer. docs\distribution.md describes its settings:
rem JAVA_HOME, MATTING_JAVA_OPTS, MATTING4J_HOME, MATTING_START_ARCHIVE.
setlocal EnableExtensions DisableDelayedExpansion
set "top=%~dp0.."
if not exist "%top%\lib\" (
  echo matting: there is no folder "%top%\lib"; unpack the whole archive again 1>&2
  exit /b 69
)

rem Java: the distribution's own runtime, else JAVA_HOME, else that of PATH.
set "java="
if exist "%top%\runtime\bin\java.exe" (
  set "java=%top%\runtime\bin\java.exe"
  goto found
)
if not defined JAVA_HOME goto path
set "java=%JAVA_HOME:"=%\bin\java.exe"
if exist "%java%" goto found
echo matting: JAVA_HOME is "%JAVA_HOME:"=%", which has no program bin\java.exe; install Java 17 or newer, or set JAVA_HOME to the folder of one 1>&2
exit /b 69
:path
for %%i in (java.exe) do set "java=%%~$PATH:i"
if defined java goto found
echo matting: there is no Java here: JAVA_HOME is not set and PATH has no java.exe; install Java 17 or newer, or set JAVA_HOME to the folder of one 1>&2
exit /b 69

:found
rem The version is read from the runtime's own description; where there is none, Java is asked.
set "version="
for %%i in ("%java%\..\..") do set "release=%%~fi\release"
if exist "%release%" for /f "usebackq tokens=1,2 delims==" %%a in ("%release%") do if "%%a"=="JAVA_VERSION" set "version=%%~b"
if not defined version for /f "tokens=1-3" %%a in ('""%java%" -version 2>&1"') do if "%%b"=="version" set "version=%%~c"
set "feature=0"
if defined version for /f "delims=.-+_" %%f in ("%version%") do set "feature=%%f"
if %feature% neq 0 if %feature% lss 17 (
  echo matting: Java 17 or newer is needed, but "%java%" is version %version%; install a newer one, or set JAVA_HOME to its folder 1>&2
  exit /b 69
)

rem TensorFlow 1.15 reads this when it is loaded, and writes lines about the processor otherwise.
rem Not for ... in (%*): a name such as photo(1).jpg would end it.
set "command=%~1"
set "verbose="
:arguments
if "%~1"=="--verbose" set "verbose=yes"
shift /1
if not "%~1"=="" goto arguments
if not defined verbose if not defined TF_CPP_MIN_LOG_LEVEL set "TF_CPP_MIN_LOG_LEVEL=3"

rem Many photos or frames repay the optimising compiler and a collector that uses every core.
rem A JVM takes one collector: the user's own, if MATTING_JAVA_OPTS names one.
set "tuning=-XX:TieredStopAtLevel=1"
set "collector=-XX:+UseSerialGC"
if /i "%command%"=="batch" set "tuning=" & set "collector=-XX:+UseParallelGC"
if /i "%command%"=="calibrate" set "tuning="
if /i "%command%"=="video" set "tuning=" & set "collector=-XX:+UseParallelGC"
if defined MATTING_JAVA_OPTS if not "%MATTING_JAVA_OPTS:-XX:+Use=%"=="%MATTING_JAVA_OPTS%" set "collector="
if %feature% geq 22 set "tuning=%tuning% --enable-native-access=ALL-UNNAMED"

rem From Java 19 on the JVM itself makes and renews an archive of classes that it maps at each start.
set "archives=%MATTING4J_HOME%"
if not defined archives set "archives=%USERPROFILE%\.matting4j"
if /i "%MATTING_START_ARCHIVE%"=="off" goto start
if %feature% lss 19 goto start
if not exist "%archives%\start\" mkdir "%archives%\start" 2>nul
if exist "%archives%\start\" goto archived
:start
"%java%" %tuning% %collector% -Xshare:auto -Xlog:disable -Djava.awt.headless=true --class-path "%top%\lib\*;%top%\lib\ext\*" %MATTING_JAVA_OPTS% io.github.matting4j.cli.Main %*
exit /b %ERRORLEVEL%
:archived
"%java%" %tuning% %collector% -Xshare:auto -Xlog:disable -Djava.awt.headless=true -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%archives%\start\classes-%feature%.jsa" --class-path "%top%\lib\*;%top%\lib\ext\*" %MATTING_JAVA_OPTS% io.github.matting4j.cli.Main %*
exit /b %ERRORLEVEL%
