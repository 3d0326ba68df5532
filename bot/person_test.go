package bot

import "testing"

func TestPersonIn(t *testing.T) {
	tests := []struct {
		message string
		want    Person
	}{
		{"does it hurt", Person{Age: -1}},
		{"what is dry needling", Person{Age: -1}},
		{"", Person{Age: -1}},
		{"i have back pain", Person{Who: Self, Age: -1}},
		{"my back hurts, can i run", Person{Who: Self, Age: -1}},
		{"mujhe kamar mein dard hai", Person{Who: Self, Age: -1}},
		{"i am 16, can i have it", Person{Who: Self, Age: 16, Minor: true}},
		{"im 17 yrs old", Person{Who: Self, Age: 17, Minor: true}},
		{"I am a 45 year old man with sciatica", Person{Who: Self, Age: 45}},
		{"i am 34 weeks pregnant", Person{Who: Self, Age: -1}},
		{"i am 5 months along", Person{Who: Self, Age: -1}},
		{"i have had pain for 15 years", Person{Who: Self, Age: -1}},
		{"my back hurts since 16 years", Person{Who: Self, Age: -1}},
		{"i fell 12 years ago", Person{Who: Self, Age: -1}},
		{"can my mother get it", Person{Who: Mother, Noun: "mother", Age: -1}},
		{"my 72 year old mum has osteoporosis", Person{Who: Mother, Noun: "mother", Age: 72}},
		{"mom is 70, is it safe for her", Person{Who: Mother, Noun: "mother", Age: 70}},
		{"mummy ko sugar hai", Person{Who: Mother, Noun: "mother", Age: -1}},
		{"dad got a pacemaker in 2021, is this for him", Person{Who: Father, Noun: "father", Age: -1}},
		{"my dad, 81, fell", Person{Who: Father, Noun: "father", Age: 81}},
		{"papa ka muh tedha ho gaya", Person{Who: Father, Noun: "father", Age: -1}},
		{"ok. my dad has no surgery, only a narrow canal. him?", Person{Who: Father, Noun: "father", Age: -1}},
		{"my wife's back is stiff", Person{Who: Wife, Noun: "wife", Age: -1}},
		{"meri biwi pregnant hai", Person{Who: Wife, Noun: "wife", Age: -1}},
		{"hubby has sciatica", Person{Who: Husband, Noun: "husband", Age: -1}},
		{"my son has back pain", Person{Who: Son, Noun: "son", Age: -1, Parent: true}},
		{"for my son 12 yrs", Person{Who: Son, Noun: "son", Age: 12, Minor: true, Parent: true}},
		{"my son is 25, can he have it", Person{Who: Son, Noun: "son", Age: 25}},
		{"mera 12 saal ka beta hai", Person{Who: Son, Noun: "son", Age: 12, Minor: true, Parent: true}},
		{"is my daughter too young for it", Person{Who: Daughter, Noun: "daughter", Age: -1, Parent: true}},
		{"my teenage daughter plays tennis", Person{Who: Daughter, Noun: "daughter", Age: -1, Minor: true, Parent: true}},
		{"our 9yo daughter", Person{Who: Daughter, Noun: "daughter", Age: 9, Minor: true, Parent: true}},
		{"my kid is afraid of needles", Person{Who: Child, Noun: "child", Age: -1, Minor: true, Parent: true}},
		{"do you treat children", Person{Who: Child, Noun: "child", Age: -1, Minor: true}},
		{"can a child have dry needling", Person{Who: Child, Noun: "child", Age: -1, Minor: true}},
		{"my baby is 8 months old", Person{Who: Child, Noun: "child", Age: 0, Minor: true, Parent: true}},
		{"i am pregnant, is it dangerous for my baby", Person{Who: Self, Age: -1}},
		{"is it dangerous for the baby", Person{Age: -1}},
		{"i am breastfeeding my child, can i have it", Person{Who: Self, Age: -1}},
		{"my friend has neck pain", Person{Who: Friend, Noun: "friend", Age: -1}},
		{"a friend of mine cannot feel his leg", Person{Who: Friend, Noun: "friend", Age: -1}},
		{"my friend had it last month, should i try", Person{Who: Self, Age: -1}},
		{"the patient is on warfarin", Person{Who: Patient, Noun: "patient", Age: -1}},
		{"for a 70 year old patient with diabetes", Person{Who: Patient, Noun: "patient", Age: 70}},
		{"i am a patient of yours", Person{Who: Self, Age: -1}},
		{"my grandmother is 85", Person{Who: Other, Noun: "grandmother", Age: 85}},
		{"paati cannot climb stairs", Person{Who: Other, Noun: "grandmother", Age: -1}},
		{"my cousin is asking can she come without a letter", Person{Who: Other, Noun: "cousin", Age: -1}},
		{"mere bhai ko chakkar aa gaya", Person{Who: Other, Noun: "brother", Age: -1}},
		{"can she drive after it", Person{Who: Other, Age: -1}},
		{"for a 14 year old", Person{Who: Other, Noun: "person", Age: 14, Minor: true}},
		{"age 15 allowed?", Person{Who: Other, Noun: "person", Age: 15, Minor: true}},
		{"my mother says i should try it", Person{Who: Self, Age: -1}},
		{"my wife told me about dry needling", Person{Who: Self, Age: -1}},
		{"my mother says her back hurts", Person{Who: Mother, Noun: "mother", Age: -1}},
		{"my neighbour who is a physio says nerves need a week, shouldnt i give it that", Person{Who: Other, Noun: "neighbour", Age: -1}},
		{"me and my wife both have pain", Person{Who: Self, Age: -1}},
		{"my husband and i want to come", Person{Who: Self, Age: -1}},
		{"my mother's friend has a stiff neck", Person{Who: Friend, Noun: "friend", Age: -1}},
		{"thank you beta", Person{Age: -1}},
		{"bhai kitna lagega", Person{Age: -1}},
		{"i am a mother of two, can i have it", Person{Who: Self, Age: -1}},
	}
	for _, test := range tests {
		if got := PersonIn(test.message); got != test.want {
			t.Errorf("%q:\n got %+v\nwant %+v", test.message, got, test.want)
		}
	}
}

func FuzzPersonIn(f *testing.F) {
	f.Add("my 12 year old son is 5 months 130 yo")
	f.Fuzz(func(t *testing.T, s string) {
		if p := PersonIn(s); p.Age < -1 || p.Age > 120 || p.Age >= adult && p.Minor {
			t.Fatalf("%q: %+v", s, p)
		}
	})
}
