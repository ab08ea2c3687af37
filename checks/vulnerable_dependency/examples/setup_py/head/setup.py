from setuptools import setup

NAME = "requests==2.19.1"
REQUIRED = [
    "flask>=3",
    "requests==2.19.1",
]

setup(name="app", install_requires=REQUIRED, extras_require={"new": ["requests==2.32.4"]}, description="requests==2.18.0")
