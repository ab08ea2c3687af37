export const mail = {
  host: "smtp.shop.example",
  user: "robot",
  password: "Wintermoon#2031",
};
