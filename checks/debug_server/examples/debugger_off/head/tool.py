DEBUG = True


def log(text):
    if DEBUG:
        print(text)
