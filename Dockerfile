# Odoo 19 with the suite and the OCA add-ons it uses.
FROM odoo:19.0

USER root
# Tinos has the measures of Times New Roman and all letters of Vietnamese.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        fonts-croscore libharfbuzz-subset0 libmagic1 libpango-1.0-0 libpangoft2-1.0-0 python3-venv \
    && rm -rf /var/lib/apt/lists/*

# The locked versions beside those of the system, which stay as they are. OCA's
# add-ons are found without a setting: odoo.addons is a namespace package.
COPY requirements.txt /tmp/requirements.txt
RUN python3 -m venv --system-site-packages /opt/onestop \
    && /opt/onestop/bin/pip install --no-cache-dir --no-deps --require-hashes --requirement /tmp/requirements.txt \
    && rm /tmp/requirements.txt \
    && printf '#!/bin/sh\nexec /opt/onestop/bin/python3 /usr/bin/odoo "$@"\n' > /opt/onestop/bin/odoo \
    && chmod 755 /opt/onestop/bin/odoo
ENV PATH=/opt/onestop/bin:$PATH

COPY addons /mnt/extra-addons
COPY odoo.conf /etc/odoo/odoo.conf
USER odoo
