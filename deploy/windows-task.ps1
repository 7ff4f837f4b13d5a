# Windows：开机自动运行，坏了自动重启，不用有人登录。用管理员身份打开 PowerShell，在程序文件夹里运行：
#     powershell -ExecutionPolicy Bypass -File deploy\windows-task.ps1 -Port 8501
# 再运行一次就更新；去掉：Unregister-ScheduledTask -TaskName "TitleGuide 8501"
# Windows: starts with the computer and again after a fault, with nobody signed in. In PowerShell as administrator, in the
# program's folder. Run it once more to change it; to take it away see above.
param(
    [ValidateRange(1, 65535)][int]$Port = 8501
)
$ErrorActionPreference = "Stop"
$folder = Split-Path -Parent $PSScriptRoot
$python = Join-Path $folder ".venv-app\Scripts\python.exe"

# 先准备运行环境（只此一次）。 / Set it up, once.
if (-not (Test-Path $python)) {
    & py -3 (Join-Path $folder "run.py") logic policy list | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "run.py: $LASTEXITCODE" }
}

$arguments = "-m streamlit run app.py --server.address 127.0.0.1 --server.port $Port --server.headless true " +
    "--logger.hideWelcomeMessage true --logger.level warning"
$action = New-ScheduledTaskAction -Execute $python -Argument $arguments -WorkingDirectory $folder
$trigger = New-ScheduledTaskTrigger -AtStartup
# “本地服务”几乎什么都不能做；程序文件夹要让它能读。 / LOCAL SERVICE may do next to nothing; let it read the folder.
$principal = New-ScheduledTaskPrincipal -UserId "NT AUTHORITY\LOCAL SERVICE" -LogonType ServiceAccount -RunLevel Limited
$settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) `
    -ExecutionTimeLimit ([TimeSpan]::Zero) -MultipleInstances IgnoreNew
& icacls $folder /grant "*S-1-5-19:(OI)(CI)RX" /T /Q | Out-Null
Register-ScheduledTask -TaskName "TitleGuide $Port" -Action $action -Trigger $trigger -Principal $principal `
    -Settings $settings -Force | Out-Null
Start-ScheduledTask -TaskName "TitleGuide $Port"
Write-Host "http://127.0.0.1:$Port/healthz"
