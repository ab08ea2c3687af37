data "aws_iam_policy_document" "agent" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
  statement {
    effect    = "Allow"
    actions   = ["bedrock:*", "logs:PutLogEvents"]
    resources = ["*"]
  }
  statement {
    actions   = ["iam:PassRole"]
    resources = ["*"]
  }
  statement {
    not_actions = ["iam:*"]
    resources   = ["*"]
  }
}

resource "aws_iam_role" "open" {
  name               = "open"
  assume_role_policy = "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"*\"}, \"Action\": \"sts:AssumeRole\"}]}"
}

resource "aws_iam_role_policy_attachment" "admin" {
  role       = aws_iam_role.train.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
