const { timeout, ㅤ } = req.query;
const a = "x⁠y";
