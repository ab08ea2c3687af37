// ‪unclosed
