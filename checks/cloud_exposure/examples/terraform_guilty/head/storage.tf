resource "aws_s3_bucket" "models" {
  bucket = "acme-models"
  acl    = "public-read"
}

resource "aws_s3_bucket_public_access_block" "models" {
  bucket                  = aws_s3_bucket.models.id
  block_public_acls       = true
  block_public_policy     = false
  restrict_public_buckets = false
}

resource "aws_s3_bucket_policy" "models" {
  bucket = aws_s3_bucket.models.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Everybody"
        Effect    = "Allow"
        Principal = "*"
        Action    = ["s3:GetObject", "s3:PutObject"]
        Resource  = "${aws_s3_bucket.models.arn}/*"
      },
    ]
  })
}

resource "aws_sqs_queue_policy" "jobs" {
  queue_url = aws_sqs_queue.jobs.id
  policy    = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": "sqs:SendMessage",
        "Resource": "${aws_sqs_queue.jobs.arn}"
      }]
    }
  POLICY
}

resource "google_storage_bucket_iam_member" "weights" {
  bucket = google_storage_bucket.weights.name
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}

resource "google_pubsub_topic_iam_binding" "events" {
  topic   = "events"
  role    = "roles/pubsub.publisher"
  members = ["user:mona@shop.example", "allAuthenticatedUsers"]
}

resource "azurerm_storage_account" "data" {
  name                            = "acmedata"
  allow_nested_items_to_be_public = true
  min_tls_version                 = "TLS1_0"
  https_traffic_only_enabled      = false
}

resource "azurerm_storage_container" "data" {
  name                  = "sets"
  container_access_type = "blob"
}

resource "aws_kms_key" "data" {
  description         = "data sets"
  enable_key_rotation = false
}

resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = "trail"
  enable_logging = false
}
