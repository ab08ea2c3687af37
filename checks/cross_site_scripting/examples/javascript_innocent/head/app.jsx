import DOMPurify from "dompurify";
import nunjucks from "nunjucks";

nunjucks.configure("views", { autoescape: true });

app.get("/hello", (req, res) => {
  res.send(`<h1>Hello ${escapeHtml(req.query.name)}</h1>`);
});

app.get("/data", (req, res) => {
  res.json({ name: req.query.name });
});

app.get("/plain", (req, res) => {
  res.type("text/plain").send(req.query.name);
});

document.getElementById("hint").textContent = decodeURIComponent(location.hash.slice(1));

export function Post({ post }) {
  return <article dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(post.body) }} />;
}
