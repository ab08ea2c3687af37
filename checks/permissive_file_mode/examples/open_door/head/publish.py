import os


def publish(path):
    os.umask(0)
    os.chmod(path, 0o777)
    os.makedirs(path + ".d", mode=0o777)
