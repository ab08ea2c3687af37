const resetToken = crypto.randomBytes(32).toString("hex");
const delay = Math.random() * 1000;

function pickColour() {
  return colours[Math.floor(Math.random() * colours.length)];
}
