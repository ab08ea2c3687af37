import bentoml
import whylogs


@bentoml.service
class Risk:
    @bentoml.api
    def score(self, order):
        whylogs.log(order)
        return self.model.predict([order])
