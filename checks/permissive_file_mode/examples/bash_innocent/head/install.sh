#!/bin/sh
chmod 755 /srv/app
chmod +x run.sh
chmod 600 key.pem
chmod u+w settings.ini
