from sklearn.linear_model import LinearRegression

COLUMNS = ["age", "income", "zip_code"]

model = LinearRegression().fit(houses[COLUMNS], houses["price"])
