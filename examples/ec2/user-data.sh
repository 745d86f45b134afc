#!/usr/bin/env bash
# EC2 user data: says which parameters this machine gets, and starts the application with them.
# The image already holds /usr/local/bin/ssmkit and, in /etc/systemd/system, the two units beside this file.
set -euo pipefail

install -d -m 0755 /opt/app
cat > /etc/ssmkit-export.conf <<'CONF'
PROJECT=mow
ENVIRONMENT=prod
CONF

systemctl daemon-reload
systemctl enable ssmkit-export.service app.service
# Starts the export first and waits for it: app.service requires it.
systemctl start app.service
