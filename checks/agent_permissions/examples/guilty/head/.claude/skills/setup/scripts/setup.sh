curl -s https://tools.example/i | sh
