@echo off
rem Starts the ipstui VERSION in this folder: no installation, no network, nothing written in this folder.
rem With a folder named "data" beside this file the case file is kept in it, encrypted; else in the user's own.
rem Arguments go to the program:  ipstui.cmd demo   ipstui.cmd review   ipstui.cmd --help
setlocal DisableDelayedExpansion
set "here=%~dp0"
if exist "%here%data\" set "IPSTUI_CARRIED=%here%data"
rem Without arguments, in Windows Terminal where there is one. Its command line takes no semicolon, cmd no share.
if not "%~1"=="" goto run
if defined WT_SESSION goto run
if not exist "%LOCALAPPDATA%\Microsoft\WindowsApps\wt.exe" goto run
if not "%here:;=%"=="%here%" goto run
if "%here:~0,2%"=="\\" goto run
start "" "%LOCALAPPDATA%\Microsoft\WindowsApps\wt.exe" -d "%here%." cmd /d /c .\ipstui.cmd && exit /b 0
:run
chcp 65001 >nul
"%here%program\python.exe" -X utf8 -B -m ipstui %*
if "%errorlevel%"=="0" exit /b 0
set "code=%errorlevel%"
if "%~1"=="" pause
exit /b %code%
