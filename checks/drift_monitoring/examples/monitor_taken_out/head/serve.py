import bentoml


@bentoml.service
class Risk:
    @bentoml.api
    def score(self, order):
        return self.model.predict([order])
