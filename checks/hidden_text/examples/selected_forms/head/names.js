const names = ['葛󠄀飾', '辻󠄁'];
