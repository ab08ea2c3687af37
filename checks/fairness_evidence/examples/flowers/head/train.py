from sklearn.linear_model import LogisticRegression

COLUMNS = ["sepal_length", "sepal_width", "age"]

model = LogisticRegression().fit(flowers[COLUMNS], flowers["kind"])
