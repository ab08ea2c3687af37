from sagemaker.pytorch import PyTorch

job = PyTorch(
    entry_point="train.py",
    role="arn:aws:iam::111122223333:role/DataAdmin",
    enable_network_isolation=False,
    encrypt_inter_container_traffic=False,
)
