@echo off
rem Runs the RNN4J examples: rnn4j COMMAND ARGS...   Builds them first when that is needed.
rem
rem   RNN4J_JAVA_OPTS   more options for the JVM, for example -Xmx8g
rem   RNN4J_NO_SIMD=1   run without the vector module, on the portable kernels
rem
rem After changing sources, delete examples\target\.built to have them built again.
setlocal EnableExtensions DisableDelayedExpansion
set "RNN4J_HOME=%~dp0"
set "RNN4J_TARGET=%RNN4J_HOME%examples\target"

if defined JAVA_HOME goto java_home
set "RNN4J_JAVA="
for %%J in (java.exe) do set "RNN4J_JAVA=%%~$PATH:J"
if not defined RNN4J_JAVA (
  echo rnn4j: no Java found. Install a JDK 17 or newer, or set JAVA_HOME to one.>&2
  exit /b 1
)
goto java_found
:java_home
set "RNN4J_JAVA=%JAVA_HOME%\bin\java.exe"
if not exist "%RNN4J_JAVA%" (
  echo rnn4j: there is no bin\java.exe in JAVA_HOME. Point it to a JDK 17 or newer.>&2
  exit /b 1
)
:java_found

set "RNN4J_MAJOR=0"
for /f "tokens=3" %%V in ('call "%RNN4J_JAVA%" -version 2^>^&1 ^| findstr /C:" version "') do (
  for /f "tokens=1 delims=.-+_" %%M in ("%%~V") do set "RNN4J_MAJOR=%%M"
)
if %RNN4J_MAJOR% LSS 17 (
  echo rnn4j: Java 17 or newer is needed. Set JAVA_HOME to a newer JDK.>&2
  exit /b 1
)

if exist "%RNN4J_TARGET%\.built" goto run
echo building RNN4J (first run only) ...>&2
where mvn >nul 2>nul
if errorlevel 1 (
  echo rnn4j: Maven is needed to build RNN4J, and there is no mvn on the PATH. Install Maven 3.8 or newer.>&2
  exit /b 1
)
pushd "%RNN4J_HOME%"
call mvn -q -B -ntp -Dstyle.color=never -Dmaven.test.skip=true -Dmaven.source.skip=true -Dmaven.javadoc.skip=true -Drnn4j.failOnWarning=false -pl examples -am package 1>&2
if errorlevel 1 (
  popd
  echo rnn4j: the build failed; Maven's messages are above.>&2
  exit /b 1
)
popd
type nul >"%RNN4J_TARGET%\.built"

:run
set "RNN4J_FLAGS=-Dfile.encoding=UTF-8"
if "%RNN4J_NO_SIMD%"=="1" goto no_simd
"%RNN4J_JAVA%" --add-modules jdk.incubator.vector -version >nul 2>nul
if not errorlevel 1 set "RNN4J_FLAGS=%RNN4J_FLAGS% --add-modules jdk.incubator.vector"
:no_simd
rem The terminal library behind the progress bar; newer JDKs warn without it.
if %RNN4J_MAJOR% GEQ 22 set "RNN4J_FLAGS=%RNN4J_FLAGS% --enable-native-access=ALL-UNNAMED"

"%RNN4J_JAVA%" %RNN4J_FLAGS% %RNN4J_JAVA_OPTS% -cp "%RNN4J_TARGET%\classes;%RNN4J_TARGET%\lib\*" org.rnn4j.examples.Main %*
exit /b %ERRORLEVEL%
