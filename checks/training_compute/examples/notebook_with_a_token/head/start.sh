jupyter notebook --ip=0.0.0.0 --NotebookApp.token="$TOKEN" --no-browser
jupyter lab --ServerApp.token=$TOKEN
