"""Line of Sight: reports on front-line practice for the leaders of English children's services.

Everything that is not Airflow lives here and never imports it.
"""

__version__ = "0.2.0"
