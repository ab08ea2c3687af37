import bentoml
from watching import observe


@bentoml.service
class Risk:
    @bentoml.api
    def score(self, order):
        observe(order)
        return self.model.predict([order])
