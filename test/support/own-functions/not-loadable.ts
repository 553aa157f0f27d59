export const decide = () => undefined
throw new Error('this module does not load')
