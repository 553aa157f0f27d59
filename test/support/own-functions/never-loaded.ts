export const decide = () => undefined
for (;;);
