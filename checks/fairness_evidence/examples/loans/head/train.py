import pandas as pd
from sklearn.linear_model import LogisticRegression

COLUMNS = ["age", "gender", "income", "zip_code"]

people = pd.read_csv("people.csv")
model = LogisticRegression().fit(people[COLUMNS], people["approved"])
