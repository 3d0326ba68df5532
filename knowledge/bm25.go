package knowledge

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/token/stop"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/analysis/tokenmap"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	api "github.com/blevesearch/bleve_index_api"
)

// matcher is a bleve index of short texts: in memory, one segment, nothing stored. It is safe for concurrent use.
type matcher struct {
	index   bleve.Index
	reader  api.IndexReader
	mapping mapping.IndexMapping
	ctx     context.Context // carries the scoring model to bleve, nothing else
	texts   []int32         // by bleve's document number, which text it is
}

const matcherField = "text"

// newMatcher indexes texts, which are stems parted by spaces.
func newMatcher(texts []string) (*matcher, error) {
	m := &matcher{ctx: context.WithValue(context.Background(), search.GetScoringModelCallbackKey,
		search.GetScoringModelCallbackFn(func() string { return api.BM25Scoring }))}
	var err error
	if m.mapping, err = newMapping(); err != nil {
		return nil, fmt.Errorf("mapping for the index: %w", err)
	}
	if m.index, err = bleve.NewUsing("", m.mapping, scorch.Name, scorch.Name, nil); err != nil {
		return nil, fmt.Errorf("new index: %w", err)
	}
	if err := m.fill(texts); err != nil {
		return nil, fmt.Errorf("index the questions: %w", err)
	}
	return m, nil
}

// newMapping describes the one field: words without function words, stemmed, scored by BM25.
func newMapping() (*mapping.IndexMappingImpl, error) {
	m := bleve.NewIndexMapping()
	m.ScoringModel = api.BM25Scoring
	words := make([]any, 0, len(emptyWords))
	for w := range emptyWords {
		if !isIndexed(w) {
			words = append(words, w)
		}
	}
	const tokens, filter, analyzer = "function words", "without function words", "question"
	if err := m.AddCustomTokenMap(tokens, map[string]any{"type": tokenmap.Name, "tokens": words}); err != nil {
		return nil, err
	}
	if err := m.AddCustomTokenFilter(filter, map[string]any{"type": stop.Name, "stop_token_map": tokens}); err != nil {
		return nil, err
	}
	if err := m.AddCustomAnalyzer(analyzer, map[string]any{
		"type": custom.Name, "tokenizer": unicode.Name, "token_filters": []string{filter, en.SnowballStemmerName},
	}); err != nil {
		return nil, err
	}
	f := bleve.NewTextFieldMapping()
	f.Analyzer, f.Store, f.IncludeTermVectors, f.IncludeInAll, f.DocValues = analyzer, false, false, false, false
	d := bleve.NewDocumentStaticMapping()
	d.AddFieldMappingsAt(matcherField, f)
	d.AddSubDocumentMapping("_all", bleve.NewDocumentDisabledMapping()) // bleve would make that field for every text, empty
	m.DefaultMapping, m.DefaultField, m.DefaultAnalyzer = d, matcherField, analyzer
	return m, nil
}

// fill indexes texts in one batch, which makes one segment, and learns which document number each text got. Their words are
// stemmed already, each once and not again at every place where it stands, so the fields bring their own analyzer.
func (m *matcher) fill(texts []string) error {
	batch := m.index.NewBatch()
	for i, t := range texts {
		d := document.NewDocument(strconv.Itoa(i))
		d.AddField(document.NewTextFieldCustom(matcherField, nil, []byte(t), api.IndexField, stemmed{}))
		if err := batch.IndexAdvanced(d); err != nil {
			return err
		}
	}
	if err := m.index.Batch(batch); err != nil {
		return err
	}
	advanced, err := m.index.Advanced()
	if err != nil {
		return err
	}
	if m.reader, err = advanced.Reader(); err != nil {
		return err
	}
	return m.number(len(texts))
}

// stemmed is the analyzer of texts that are stems parted by spaces.
type stemmed struct{}

// Analyze implements analysis.Analyzer.
func (stemmed) Analyze(text []byte) analysis.TokenStream {
	n := bytes.Count(text, []byte(" ")) + 1
	tokens, stream := make([]analysis.Token, 0, n), make(analysis.TokenStream, 0, n)
	for term := range bytes.FieldsSeq(text) {
		tokens = append(tokens, analysis.Token{Term: term, Position: len(tokens) + 1})
		stream = append(stream, &tokens[len(tokens)-1])
	}
	return stream
}

// number reads bleve's document numbers: they differ from build to build.
func (m *matcher) number(texts int) error {
	m.texts = make([]int32, texts)
	ids, err := m.reader.DocIDReaderAll()
	if err != nil {
		return err
	}
	defer ids.Close()
	for {
		id, err := ids.Next()
		if err != nil || id == nil {
			return err
		}
		name, err := m.reader.ExternalID(id)
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(name)
		if err != nil {
			return err
		}
		m.texts[numberOf(id)] = int32(n)
	}
}

// numberOf returns the number of a document: scorch's internal ID is that number in eight bytes.
func numberOf(id api.IndexInternalID) uint64 { return binary.BigEndian.Uint64(id) }

// match visits every text that has one of the stems, with its BM25 score as bleve computes it, in no particular order.
func (m *matcher) match(stems []string, visit func(text int32, score float64)) error {
	if len(stems) == 0 {
		return nil
	}
	terms := make([]query.Query, len(stems))
	for i, s := range stems {
		t := query.NewTermQuery(s)
		t.SetField(matcherField)
		terms[i] = t
	}
	searcher, err := query.NewDisjunctionQuery(terms).Searcher(m.ctx, m.reader, m.mapping, search.SearcherOptions{})
	if err != nil {
		return err
	}
	defer searcher.Close()
	pool := search.NewDocumentMatchPool(searcher.DocumentMatchPoolSize()+1, 0)
	found := &search.SearchContext{DocumentMatchPool: pool, IndexReader: m.reader}
	for {
		d, err := searcher.Next(found)
		if err != nil || d == nil {
			return err
		}
		visit(m.texts[numberOf(d.IndexInternalID)], d.Score)
		pool.Put(d)
	}
}

// plainMatch runs one ordinary bleve search: a match query for a question, the best n hits, equal scores by ID. It returns the
// numbers of the texts.
func (m *matcher) plainMatch(question string, n int) ([]int, error) {
	q := bleve.NewMatchQuery(question)
	q.SetField(matcherField)
	req := bleve.NewSearchRequestOptions(q, n, 0, false)
	req.SortBy([]string{"-_score", "_id"})
	res, err := m.index.Search(req)
	if err != nil {
		return nil, err
	}
	texts := make([]int, len(res.Hits))
	for i, h := range res.Hits {
		if texts[i], err = strconv.Atoi(h.ID); err != nil {
			return nil, err
		}
	}
	return texts, nil
}

func (m *matcher) close() error {
	if err := m.reader.Close(); err != nil {
		return err
	}
	return m.index.Close()
}
