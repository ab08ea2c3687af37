const express = require("express");
const app = express();
const COLUMNS = { date: "created_at", total: "total" };

app.get("/orders", async (req, res) => {
  const { sort = "date", buyer } = req.query;
  const column = COLUMNS[sort] || "id";
  const rows = await pool.query(`SELECT * FROM orders WHERE buyer = ? ORDER BY ${column}`, [buyer]);
  res.json(rows);
});

app.get("/items", async (req, res) => {
  const sort = req.query.sort;
  if (!["name", "price"].includes(sort)) return res.status(400).end();
  const page = parseInt(req.query.page, 10);
  res.json(await pool.query(`SELECT * FROM items ORDER BY ${sort} LIMIT 20 OFFSET ${page * 20}`));
});

app.get("/report/:year", async (req, res) => {
  res.json(await prisma.$queryRaw`SELECT * FROM sales WHERE year = ${req.params.year}`);
});

app.get("/state", (req, res) => {
  connection.query("SELECT * FROM orders WHERE state = " + mysql.escape(req.query.state), (error, rows) => res.json(rows));
});

function byName(db, name) {
  return db.all("SELECT * FROM people WHERE name = ?", [name]);
}
