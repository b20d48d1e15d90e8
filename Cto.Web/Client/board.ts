export function startArranging(): void {}
