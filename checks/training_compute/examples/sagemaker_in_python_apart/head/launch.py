from sagemaker.pytorch import PyTorch

job = PyTorch(
    entry_point="train.py",
    role="arn:aws:iam::111122223333:role/train-churn",
    enable_network_isolation=True,
    encrypt_inter_container_traffic=True,
)
