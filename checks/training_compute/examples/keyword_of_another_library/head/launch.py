from ours import Job

job = Job(enable_web_access=True)
