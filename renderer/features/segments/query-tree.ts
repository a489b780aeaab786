import type { RuleGroupType, RuleType } from 'react-querybuilder'
import {
  isSegmentGroup,
  type SegmentCondition,
  type SegmentGroup,
  type SegmentNode,
} from '../../../shared/domain/segments.ts'
import { freshCondition, kindOf, type Kind } from './condition-kinds.ts'

/** A rule of the builder carries a whole condition as its value; its field is the condition's kind. */
export function toQuery(group: SegmentGroup): RuleGroupType {
  return {
    combinator: group.type === 'all' ? 'and' : 'or',
    not: group.isNot,
    rules: group.of.map((node) => (isSegmentGroup(node) ? toQuery(node) : toRule(node))),
  }
}

function toRule(condition: SegmentCondition): RuleType {
  return { field: kindOf(condition), operator: '=', value: condition }
}

/** A rule as the builder gives it; one just added has the value of its kind, or none yet. */
export function conditionOf(rule: Pick<RuleType, 'field' | 'value'>): SegmentCondition {
  const condition = rule.value as SegmentCondition | '' | undefined
  const kind = rule.field as Kind
  return typeof condition === 'object' && kindOf(condition) === kind
    ? condition
    : freshCondition(kind)
}

export function fromQuery(query: RuleGroupType): SegmentGroup {
  return {
    type: query.combinator === 'or' ? 'any' : 'all',
    isNot: query.not === true,
    of: query.rules.map((rule): SegmentNode =>
      'rules' in rule ? fromQuery(rule) : conditionOf(rule),
    ),
  }
}
