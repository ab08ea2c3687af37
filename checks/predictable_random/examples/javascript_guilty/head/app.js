const resetToken = Math.random().toString(36).slice(2);

function generateOtp() {
  return String(Math.floor(100000 + Math.random() * 900000));
}
