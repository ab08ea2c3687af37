resource "aws_sagemaker_notebook_instance" "lab" {
  name                   = "lab"
  subnet_id              = var.subnet
  direct_internet_access = "Enabled"
  root_access            = "Enabled"
}

resource "aws_sagemaker_notebook_instance" "loose" {
  name     = "loose"
  role_arn = aws_iam_role.train.arn
}

resource "google_workbench_instance" "lab" {
  name = "lab"
  gce_setup {
    disable_public_ip = false
  }
}

resource "aws_opensearchserverless_security_policy" "vectors" {
  name = "vectors"
  type = "network"
  policy = jsonencode([
    {
      Rules           = [{ ResourceType = "collection", Resource = ["collection/vectors"] }]
      AllowFromPublic = true
    }
  ])
}

resource "azurerm_cognitive_account" "models" {
  kind = "OpenAI"
  network_acls {
    default_action = "Allow"
  }
}

resource "aws_db_instance" "app" {
  engine              = "postgres"
  username            = "app"
  password            = "Kr9-vienna-moth"
  publicly_accessible = true
  storage_encrypted   = false
}

resource "azurerm_postgresql_flexible_server_firewall_rule" "everybody" {
  name             = "everybody"
  start_ip_address = "0.0.0.0"
  end_ip_address   = "255.255.255.255"
}
