@echo off
rem Starts the ipstui VERSION in this folder: no installation, no network, nothing written in this folder.
rem With a folder named "data" beside this file the case file is kept in it, encrypted; else in the user's own.
rem Arguments go to the program:  ipstui.cmd demo   ipstui.cmd review   ipstui.cmd --help
setlocal DisableDelayedExpansion
set "here=%~dp0"
if not exist "%here%program\python.exe" goto missing
rem Without arguments, in Windows Terminal where there is one. Its command line takes no semicolon, cmd no share.
rem Whoever completes a command asks without arguments too, and waits for no key.
if not "%~1"=="" goto run
if defined _IPSTUI_COMPLETE goto run
if defined WT_SESSION goto run
if not "%here:;=%"=="%here%" goto run
if "%here:~0,2%"=="\\" goto run
set "terminal=%LOCALAPPDATA%\Microsoft\WindowsApps\wt.exe"
if not exist "%terminal%" for %%t in (wt.exe) do set "terminal=%%~$PATH:t"
if not defined terminal goto run
start "" "%terminal%" -d "%here%." cmd /d /c .\ipstui.cmd && exit /b 0
:run
chcp 65001 >nul
"%here%program\python.exe" -X utf8 -B -m ipstui %*
if "%errorlevel%"=="0" exit /b 0
set "code=%errorlevel%"
if not "%~1"=="" exit /b %code%
if defined _IPSTUI_COMPLETE exit /b %code%
pause
exit /b %code%
:missing
echo The folder "program" is not beside this file. Unzip the whole of ipstui-windows-VERSION.zip
echo into a folder whose own path is short, and start the ipstui.cmd that is in it.
pause
exit /b 2
