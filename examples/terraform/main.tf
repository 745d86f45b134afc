# Parameters and a key of their own, in AWS or in the embedded store:
#   ssmkit local serve            (and paste the lines it prints)
#   terraform init && terraform apply -var endpoint="$AWS_ENDPOINT_URL"

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

variable "endpoint" {
  description = "Address of ssmkit local serve; null for AWS."
  type        = string
  default     = null
}

variable "database_name" {
  description = "Value of the plain parameter."
  type        = string
  default     = "ok_db"
}

variable "database_password" {
  description = "Value of the secret parameter."
  type        = string
  sensitive   = true
  default     = "super-secret"
}

variable "owner" {
  description = "Value of the Owner tag."
  type        = string
  default     = "platform"
}

locals {
  tags = {
    Project = "mow"
    Owner   = var.owner
  }
}

provider "aws" {
  # The embedded store has no IAM and no instance metadata.
  skip_credentials_validation = var.endpoint != null
  skip_metadata_api_check     = var.endpoint != null
  skip_requesting_account_id  = false

  dynamic "endpoints" {
    for_each = var.endpoint == null ? [] : [var.endpoint]
    content {
      ssm = endpoints.value
      kms = endpoints.value
      sts = endpoints.value
    }
  }
}

resource "aws_kms_key" "parameters" {
  description             = "Secrets of mow in stage"
  deletion_window_in_days = 7
  enable_key_rotation     = true
  tags                    = local.tags
}

resource "aws_kms_alias" "parameters" {
  name          = "alias/ssm-stage"
  target_key_id = aws_kms_key.parameters.key_id
}

resource "aws_ssm_parameter" "database" {
  name  = "/mow/backend/postgres/stage/POSTGRES_DB"
  type  = "String"
  value = var.database_name
  tags  = local.tags
}

resource "aws_ssm_parameter" "password" {
  name   = "/mow/backend/postgres/stage/POSTGRES_PASSWORD"
  type   = "SecureString"
  key_id = aws_kms_alias.parameters.name
  value  = var.database_password
  tags   = local.tags
}

output "password_version" {
  value = aws_ssm_parameter.password.version
}
