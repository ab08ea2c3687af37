#!/bin/sh
chmod 777 /srv/app
sudo chmod -R a+rwx /srv/data
chmod 0666 settings.ini
