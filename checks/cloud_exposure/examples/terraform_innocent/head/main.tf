# The nearest that is safe, and the language's corners.
/* acl = "public-read" */
terraform {
  required_version = ">= 1.6"
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.0" }
  }
}

locals {
  tags    = merge(var.tags, { team = "models", "cost-centre" : "12" })
  names   = [for name in var.names : upper(name) if name != ""]
  by_name = { for name in var.names : name => upper(name)... }
  open    = var.open ? "0.0.0.0/0" : "10.0.0.0/8"
  text    = "a ${join(", ", [for x in var.names : "${x}-\"1\""])} b $${no} %%{no}"
  long = (
    var.open
    ? "a"
    : "b"
  )
  negative = -1
  computed = {
    (var.key)          = "x"
    "${var.key}-again" = [1, 2, ]
  }
}

resource "aws_s3_bucket" "models" {
  bucket = "acme-models-${var.stage}"
  acl    = "private"
}

resource "aws_s3_bucket_public_access_block" "models" {
  bucket                  = aws_s3_bucket.models.id
  block_public_acls       = true
  block_public_policy     = var.block
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "models" {
  bucket = aws_s3_bucket.models.id
  policy = jsonencode({
    Statement = [
      { Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } },
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:root" }
        Action    = "s3:*"
        Resource  = "*"
      },
      {
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:GetObject"
        Resource  = "*"
        Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } }
      },
    ]
  })
}

resource "aws_kms_key" "data" {
  enable_key_rotation = true
  policy              = <<EOF2
{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "kms:*", "Resource": "*"}]}
EOF2
}

resource "aws_security_group" "web" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8", local.open]
  }
  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.app.id]
  }
  ingress {
    from_port   = -1
    to_port     = -1
    protocol    = "icmp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "google_compute_firewall" "out" {
  direction     = "EGRESS"
  source_ranges = ["0.0.0.0/0"]
  allow { protocol = "all" }
}

resource "azurerm_network_security_rule" "web" {
  direction              = "Inbound"
  access                 = "Deny"
  protocol               = "Tcp"
  source_address_prefix  = "*"
  destination_port_range = "22"
}

data "aws_iam_policy_document" "agent" {
  statement {
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]
  }
  statement {
    actions   = ["bedrock:InvokeModel", "s3:Get*"]
    resources = ["*"]
  }
  statement {
    actions   = ["s3:*"]
    resources = ["${aws_s3_bucket.models.arn}/*"]
  }
  statement {
    actions   = ["iam:PassRole"]
    resources = ["*"]
    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["sagemaker.amazonaws.com"]
    }
  }
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "given" {
  dynamic "statement" {
    for_each = var.statements
    content {
      effect    = statement.value.effect
      actions   = ["*"]
      resources = ["*"]
    }
  }
}

resource "aws_vpc_endpoint" "storage" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }] })
}

resource "aws_db_instance" "app" {
  password                    = var.password
  manage_master_user_password = true
  publicly_accessible         = false
  storage_encrypted           = true
}

resource "aws_db_instance" "other" {
  password            = "${random_password.app.result}"
  publicly_accessible = var.stage == "dev"
}

resource "aws_lb_listener" "web" {
  port     = 80
  protocol = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "secure" {
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  default_action { type = "forward" }
}

resource "aws_instance" "gpu" {
  count = var.gpu ? 1 : 0
  metadata_options { http_tokens = "required" }
  user_data = <<-SH
    #!/bin/sh
    echo "acl = public-read { ${var.stage}"
  SH
}

resource "aws_s3_bucket" "gone" {
  count = 0
  acl   = "public-read"
}

resource "aws_eks_cluster" "train" {
  vpc_config {
    endpoint_public_access = true
    public_access_cidrs    = ["198.51.100.0/24"]
  }
}

resource "aws_lambda_function_url" "chat" {
  authorization_type = "AWS_IAM"
}

resource "aws_lambda_permission" "gateway" {
  principal  = "*"
  source_arn = aws_api.arn
}

resource "aws_sagemaker_notebook_instance" "lab" {
  subnet_id              = var.subnet
  direct_internet_access = "Disabled"
  root_access            = "Disabled"
}

resource "google_workbench_instance" "lab" {
  gce_setup {
    disable_public_ip = true
  }
}

resource "aws_opensearchserverless_security_policy" "vectors" {
  type   = "network"
  policy = jsonencode([{ AllowFromPublic = false, SourceVPCEs = [var.endpoint] }])
}

resource "azurerm_cognitive_account" "models" {
  network_acls {
    default_action = "Deny"
  }
}

resource "azurerm_storage_account" "data" {
  min_tls_version                 = "TLS1_2"
  allow_nested_items_to_be_public = false
}

resource "aws_cloudtrail" "main" {
  enable_logging = true
}
