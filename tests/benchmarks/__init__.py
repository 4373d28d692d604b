"""How fast the program is beside the best there is, in the same run: `python packaging/dev.py bench [WORKLOAD…]`.

It reports and does not gate. Product and reference take turns, so that a slow minute of the machine hits both
alike; read the ratios, not the seconds. Content is made up and the same in every run.
"""
