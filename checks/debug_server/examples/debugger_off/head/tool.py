DEBUG = True


def log(text):
    if DEBUG:
        print(text)


class Parser:
    def trace(self):
        self.debug = True
        return self
