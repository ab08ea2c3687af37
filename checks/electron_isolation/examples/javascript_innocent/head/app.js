const window = new BrowserWindow({ width: 800, webPreferences: { preload: PRELOAD, sandbox: true } });

ipcMain.on("open", (event, url) => {
  if (new URL(url).protocol === "https:") {
    shell.openExternal(url);
  }
});
