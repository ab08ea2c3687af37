jupyter notebook --ip=0.0.0.0 --NotebookApp.token= --no-browser
