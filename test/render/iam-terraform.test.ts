import { describe, expect, it } from 'vitest';
import { renderTerraform } from '../../src/render/iam-terraform.ts';

describe('a policy for Terraform', () => {
  it('is as terraform fmt leaves it', () => {
    const statements = [
      { sid: 'One', actions: ['a:B'], resources: ['*'], conditions: {} },
      {
        sid: 'Two',
        actions: ['a:B', 'a:C'],
        resources: ['x'],
        conditions: { StringEquals: { 'k:One': ['v'], 'k:Two': ['v', 'w'] } },
      },
    ];
    expect(
      renderTerraform('ssmkit_iam policy/1', statements),
    ).toBe(`data "aws_iam_policy_document" "ssmkit_iam_policy_1" {
  statement {
    sid       = "One"
    effect    = "Allow"
    actions   = ["a:B"]
    resources = ["*"]
  }

  statement {
    sid    = "Two"
    effect = "Allow"
    actions = [
      "a:B",
      "a:C",
    ]
    resources = ["x"]

    condition {
      test     = "StringEquals"
      variable = "k:One"
      values   = ["v"]
    }

    condition {
      test     = "StringEquals"
      variable = "k:Two"
      values = [
        "v",
        "w",
      ]
    }
  }
}
`);
  });

  it('keeps what begins a template in Terraform as text', () => {
    const template = ['$', '{x}'].join('');
    const statement = { sid: 'S', actions: ['a'], resources: [template, '%{y}', 'a"b'], conditions: {} };
    const text = renderTerraform('1', [statement]);
    expect(text).toContain(`"$${template}"`);
    expect(text).toContain('"%%{y}"');
    expect(text).toContain('"a\\"b"');
    expect(text).toContain('"aws_iam_policy_document" "_1" {');
  });
});
