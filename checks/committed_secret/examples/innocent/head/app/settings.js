export const mail = {
  host: "smtp.shop.example",
  user: "robot",
  password: process.env.MAIL_PASSWORD,
  passwordField: "password",
  tokenHeader: "X-Shop-Token",
  apiKey: "<your-api-key>",
};
