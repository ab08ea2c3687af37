const a = "ᄒᅠ";
