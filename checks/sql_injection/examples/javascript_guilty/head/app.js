const express = require("express");
const app = express();

app.get("/orders", async (req, res) => {
  const { sort = "id", buyer } = req.query;
  const rows = await pool.query(`SELECT * FROM orders WHERE buyer = '${buyer}' ORDER BY ${sort}`);
  res.json(rows);
});

app.post("/search", (req, res) => {
  let text = "SELECT * FROM items WHERE 1 = 1";
  if (req.body.name) text += " AND name LIKE '%" + req.body.name + "%'";
  connection.query(text, (error, rows) => res.json(rows));
});

app.get("/report/:year", async (req, res) => {
  res.json(await prisma.$queryRawUnsafe("SELECT * FROM sales WHERE year = " + req.params.year));
});

app.get("/old", async ({ query }, res) => {
  res.json(await knex("orders").whereRaw("state = '" + query.state + "'"));
});

function byName(db, name) {
  return db.all(`SELECT * FROM people WHERE name = '${name}'`);
}
