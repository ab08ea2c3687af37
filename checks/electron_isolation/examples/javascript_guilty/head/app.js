const window = new BrowserWindow({ width: 800, webPreferences: { nodeIntegration: true, contextIsolation: false } });

ipcMain.on("open", (event, url) => {
  shell.openExternal(url);
});
