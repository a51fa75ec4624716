@rem The same as vscode.mjs, for Windows, where only a batch file can be started by name.
@node "%~dp0vscode.mjs" %*
