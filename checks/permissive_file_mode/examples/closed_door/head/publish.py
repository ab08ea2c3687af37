import os


def publish(path):
    os.umask(0o077)
    os.chmod(path, 0o644)
    os.makedirs(path + ".d", mode=0o755)
